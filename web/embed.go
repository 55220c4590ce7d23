package web

import (
	"embed"
	"io/fs"
)

//go:embed static templates locales icons
var embedded embed.FS

// sub returns one of the embedded folders as a file system of its own.
func sub(dir string) fs.FS {
	files, err := fs.Sub(embedded, dir)
	if err != nil {
		panic("web: embedded folder " + dir + ": " + err.Error())
	}
	return files
}
