// Package embed places Chinese and English texts in a vector space, so that
// texts about one thing lie near each other.
//
// [Local] needs no network and no model file: features of the text (words,
// pieces of words, Chinese characters and pairs of them, terms of a small
// glossary that is the same feature in both languages) are weighted by how
// telling they are and projected at random to 384 dimensions (Achlioptas 2003,
// Database-friendly random projections, J. Comput. Syst. Sci. 66). It is
// deterministic. [Remote] asks an OpenAI-compatible endpoint and checks what it
// answers. Vectors of both have length 1; a vector belongs to the embedder's
// Name and is comparable with vectors of that name only.
package embed
