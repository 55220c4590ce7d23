// Package blind is for reviewing items by a reader who does not know the keys.
// [Booklet] shows items with lettered options in a shuffled order, [Sheet] is
// the table the reader fills in, with room for a second answer that could be
// defended, and [Compare] tells where the reader and the key disagree.
package blind
