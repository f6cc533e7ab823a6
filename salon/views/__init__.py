"""What a screen or a command shows at once: one module a page, one part a tab.

Free of Qt, asked in one look at the records, in few statements: `tests/views` holds
a budget for each. What they return is frozen.
"""
