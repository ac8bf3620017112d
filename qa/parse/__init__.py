"""An article's text read as an interview: blocks with roles, turns with speakers, and what is in doubt.

How an article is read, in the order of the files:

1. `segments.py` cuts the text into the sentences of its printed lines, each with its sign, type and label.
2. `observations.py` and `surroundings.py` note what is seen of each: its words, its place, and what the article
   itself shows of the label, sign and type that it opens with (do such lines ask? do they take turns?).
3. `chain.py` weighs the observations of each segment and its neighbours with weights fitted on interviews that were
   read by hand, and gives every segment a role and the probability of each role.
4. `genre.py` tells from these whether the article is an interview at all.
5. `roles.py` joins segments that are read alike into pieces, and holds back answers that are not sure enough.
6. `boxes.py` sets other people's boxed opinions apart; `persons.py` gathers everybody named and what speaks for each;
   `cast.py` decides who is asked and whom labels mean; each answer gets its speaker, or nobody.
7. `blocks.py` and `turns.py` make of it what readers see, and `facts.py` reads outlet, authors and date.

Open parse.py first.
"""
