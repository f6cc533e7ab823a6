"""The salon from the command line: the same operations and queries as the window.

Exit status: 0 done; 1 refused, nothing was changed; 2 wrong words; 3 a check found
something; 4 the place does not let it (disk, lock, key, newer or damaged records);
70 a mistake of ours. A refusal is one sentence on stderr. With SALON_ACK=1 a
command that changed something says "ACK <number>" once its commit has returned.

What is done stays done when its answer cannot be written: the status is 0 then, and
a sentence on stderr says so. `run` stops there with 4 and says how far it came.
"""

from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; return its exit status, never raise."""
    from salon.cli.running import run as carry_out  # all that is slow comes with it

    return carry_out(arguments)


def explain(arguments: Sequence[str]) -> int:
    """Print what may be said to the program, in the language that is asked for."""
    from salon.cli import streams
    from salon.cli.words import overview
    from salon.options import spoken
    from salon.text import use_language

    use_language(spoken(arguments))
    streams.ready(is_json=False)
    try:
        print(overview())
    except OSError:  # `| head` has seen enough
        streams.give_up()
    streams.finish()
    return 0
