"""The bounds of every reader: what is larger, deeper or slower than this is refused with a sentence.

They are set so that the worst file that is still read and parsed takes less than a minute and less than 1 GiB on one
core; the longest real letters (a hundred pages of annexed statements) stay several times below each of them.
"""

MAX_FILE_BYTES = 64 * 2**20
"""Of any file: a letter with scanned annexes is seldom above 20 MiB."""

MAX_TEXT_BYTES = 4 * 2**20
"""Of plain text and Markdown: some seven hundred printed pages, also where a letter takes two bytes."""

MAX_HTML_BYTES = 8 * 2**20
"""Of a saved page without its embedded images."""

MAX_METADATA_BYTES = 256 * 2**10
"""Of a sidecar file."""

MAX_PAGES = 1_500
"""Of a PDF."""

MAX_CHARACTERS = 1_500_000
"""Of the text of one letter, all pages together: some five hundred printed pages."""

MAX_PAGE_CHARACTERS = 200_000
"""Of one page of a PDF: dense tables hold some 10,000."""

MAX_PAGE_OBJECTS = 300_000
"""Of one page of a PDF, drawn objects: maps hold some 50,000."""

MAX_UNPACKED_BYTES = 32 * 2**20
"""Of one part of a packed document, unpacked; the parts with pictures are never unpacked."""

MAX_PACKED_RATIO = 300
"""Between a part unpacked and packed, where it is above 1 MiB: XML of Word is packed about 10 to 30 times."""

MAX_PARTS = 5_000
"""Of a packed document."""

MAX_MARKUP_TAGS = 300_000
"""Of one part of a packed document; a hundred pages of Word hold about 100,000."""

MAX_PAGE_TAGS = 150_000
"""Of one saved page: a letter of a hundred pages saved from Word holds about 50,000."""

MAX_MARKUP_ATTRIBUTES = 1_000_000
"""Of one part or page, counted by their equals signs outside of embedded images."""

READ_SECONDS = 40.0
"""For one file; looked at between pages, so a reader in a process of its own has the last word."""

ISOLATED_SECONDS = 60.0
"""For one file in a process of its own, before that process is ended."""

ISOLATED_MEMORY_BYTES = 2**30
"""Of address space for a process that reads, beyond what the program itself takes at its start."""
