"""The label inventories of the heads, in the order in which the model prints their scores.

Tags are Penn Treebank (as in UD's XPOS), relations Universal Dependencies 2 with the subtypes that later stages ask
about, names CoNLL-2003, layers PARC/PolNeAR.
"""

from __future__ import annotations

IGNORE = -100

CUE = ("O", "B", "I")
PARTS = ("O", "B-source", "I-source", "B-content", "I-content")  # of a token, as seen from one cue
LAYER = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")  # of the outermost attribution
NAMES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
START = ("inside", "sentence")

TAGS = (
    "$ '' , -LRB- -RRB- . : `` ADD AFX CC CD DT EX FW GW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP PRP$ "
    "RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX"
).split()

RELS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt "
    "conj cop csubj csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark nmod "
    "nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan "
    "parataxis punct reparandum root vocative xcomp"
).split()
_REL = {r: i for i, r in enumerate(RELS)}
_TAG = {t: i for i, t in enumerate(TAGS)}


def tag_id(tag: str) -> int:
    """Return the index of a Penn tag, IGNORE if we do not know it."""
    return _TAG.get(tag, IGNORE)


def rel_id(rel: str) -> int:
    """Return the index of a relation; an unknown subtype counts as its plain relation, older names as today's."""
    rel = {"obl:npmod": "obl:unmarked", "obl:tmod": "obl:unmarked", "nmod:tmod": "nmod:unmarked"}.get(rel, rel)
    if rel in _REL:
        return _REL[rel]
    return _REL.get(rel.split(":")[0], IGNORE)
