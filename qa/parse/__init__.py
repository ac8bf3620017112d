"""An article's text read as an interview: blocks with roles, turns with speakers, and what is in doubt.

How an article is read, in the order of the files:

1. `segments.py` cuts the text into the sentences of its printed lines, each with its sign, type (`typeface.py`) and
   label (`units.py` knows how labels are worded). From here on a sentence is read as one.
2. `observations.py` and `surroundings.py` note what is seen of each: its words, its place, its line (`lines.py`), how
   the article ends (`ending.py`), and what the article itself shows of the label, sign and type that it opens with: do
   such lines ask? do they take turns? are all of its questions printed alike? An observation is a name, such as
   "ends ?" or "L asks 4".
3. `chain.py` weighs the observations of each segment and of its neighbours with fitted weights (chain.npz), finds the
   likeliest row of roles for the whole article, and how likely each role of each segment is. There is no other rule
   of what is a question or an answer, but for what is certain (`roles.py`): what the file itself sets apart, stage
   directions, and what labels rule out.
4. `genre.py` tells from these whether the article is an interview at all (genre.json).
5. `roles.py` joins segments that are read alike into pieces. An answer that is less sure than `SERVED_FROM`, or whose
   line opens less surely, waits for an editor, with what else it may be.
6. `boxes.py` sets other people's boxed opinions apart; `persons.py` gathers everybody named and what speaks for each;
   `cast.py` decides who is asked (cast.json) and whom labels mean; each answer gets its speaker, or nobody.
7. `telling.py` holds back where a speaker would name himself; `blocks.py` and `turns.py` make of it all what readers
   see, and `facts.py` reads headline, outlet, authors and date.

To change how articles are read: note something more in 2, or alter labelled interviews as other papers print them
(`tests/benchmarks/altered.py`), then `python -m tests.benchmarks.chain --fit`, which fits the weights anew in minutes and
prints how well outlets are read that had no part in them.

Open parse.py first.
"""
