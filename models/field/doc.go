// Package field reads and changes the fields of a record by their paths in
// the content files, such as parts[0].options[1].text.zh. Problems, remarks,
// forms and differences of items all name a field by its path.
//
// [Leaves] lists what a record holds, [Set] changes one field; [Add], [Remove]
// and [Move] change its lists.
package field
