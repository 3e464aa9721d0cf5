"""Words that are cut short, whose point ends no sentence: one table for all who part sentences or join paragraphs."""

# Each stands before what it belongs to: a name, a number, a source. Who may also end a sentence ("etc.") is not here.
NEVER_LAST = (
    r"(?:Mr|MR|Mrs|MRS|Ms|Messrs|Dr|DR|Prof|St|Rev|Hon|Gen|Col|Lt|Lieut|Maj|Capt|Sgt|Brig|Adm|Cdr|Cmdr|"
    r"Nos?|Art|paras?|pp?|[Vv]ols?|[Cc]f|vs?|i\.e|e\.g)"
)
