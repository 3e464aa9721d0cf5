"""Who speaks in a sentence: whose words it gives, leads to or follows on.

`sentences` asks each way of saying so in turn: a verb and its subject (`verbs`, `subjects`, `hanging`, `inside`), a
noun (`by_noun`: "according to", "the statement of"), the last words before a quotation (`nearest`), and the same in
French, Spanish and Russian (`translated`, with the modules named so). `announced` reads the sentences that announce a
text, and `heads` whether it is that which they lead to; `behind` reads what follows a quotation, `mentions` whom "he"
stands for. What they find is a `Speaker` or a `Whose` (`whose`). `inline_quotes` asks all this for the quotations
inside a paragraph, and `leads` gives quoted paragraphs the speaker that was found.
"""
