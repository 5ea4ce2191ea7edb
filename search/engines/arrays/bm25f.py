"""BM25F: the score of each posting, precomputed.

idf * f * (k + 1) / (f + k * (1 - b + b * length / mean length)), times the field's weight; idf =
ln(documents / (documents with the term + 1)) + 1

as in Whoosh (after Robertson and Zaragoza 2009, per field). The mean length is over all documents,
including those without the field. Lengths are as rough as Lucene keeps them, so that a cluster
gives the same scores.
"""

from collections.abc import Sequence

import numpy as np

from search.engines.arrays.read_model import Numbers, Postings, Scores, gaps
from search.engines.protocol import Weighting

# The lengths that Whoosh can keep, in one byte each; others are kept as the next longer one.
KEPT_LENGTHS = np.array([round((1.033**byte - 1) * 27) for byte in range(256)])
# Those that Lucene can keep, in a byte each: exact up to 40, then with four significant bits.
# Others are kept as the next shorter one. A cluster's fields begin with one more word.
LUCENE_LENGTHS = np.array(
    [*range(40), *(24 + (step << power) for power in range(1, 28) for step in range(8, 16))]
)


def impacts(
    postings: Postings, lengths: Numbers, fields: Sequence[str], weighting: Weighting
) -> Scores:
    """The score each posting adds to its document; fields without a weight score as if it were
    1.
    """
    count = lengths.shape[1]
    counted = gaps(postings.starts)
    idf = np.log(count / (counted + 1.0)) + 1.0
    weights = np.array([weighting.fields[name].weight or 1.0 for name in fields])
    field = postings.keys % max(1, len(fields))
    gain = (idf * weights[field] * (weighting.saturation + 1.0)).astype(np.float32)
    norms = _norms(lengths, fields, weighting).ravel()
    place = np.repeat(field.astype(np.int64) * count, counted)
    place += postings.documents
    scores: Scores = postings.frequencies.astype(np.float32)
    below = norms[place]
    below += scores
    scores *= np.repeat(gain, counted)
    scores /= below
    return scores


def _norms(lengths: Numbers, fields: Sequence[str], weighting: Weighting) -> Scores:
    """The length normalisation added to the frequency in the denominator, by field and document."""
    known = lengths.astype(np.float64)
    mean = known.sum(axis=1, keepdims=True) / max(1, lengths.shape[1])
    mean[mean == 0] = 1.0
    if weighting.rough_lengths:
        known = KEPT_LENGTHS[np.minimum(np.searchsorted(KEPT_LENGTHS, lengths), 255)]
    else:
        kept = np.searchsorted(LUCENE_LENGTHS, known + 1.0, side="right") - 1
        known = LUCENE_LENGTHS[kept] - 1.0
    matter = np.array([weighting.fields[name].length for name in fields])[:, None]
    norms: Scores = (weighting.saturation * (1.0 - matter + matter * known / mean)).astype(
        np.float32
    )
    return norms
