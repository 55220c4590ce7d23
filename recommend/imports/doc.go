// Package imports brings in files of resources that an operator uploads. The
// long part is done by whoever works on the queue; see [Service.Run]. A file
// may be given again, also after a worker died in the middle: resources are
// recognised by their collection and id.
package imports
