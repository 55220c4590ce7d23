// Package recommend finds resources: by a search, and the next ones for a
// learner with the reasons for them.
//
// [Service.Next] is an ordered pipeline of small recommenders, a file each:
// candidates near the learner's weakest indicators, filter, rank, diversify,
// explain. [Import] and [ImportLessons] bring resources in. Resources and their
// vectors live behind [Index]; texts become vectors through an [Embedder], by
// default the network-free one of suyang/recommend/embed.
package recommend
