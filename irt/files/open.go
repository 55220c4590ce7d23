package files

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"strings"
)

// Open opens a CSV of responses. Close the returned io.Closer when done.
func Open(path string, c Columns) (*Reader, io.Closer, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	in := io.ReadCloser(file)
	if compressed(path) {
		zip, err := gzip.NewReader(bufio.NewReader(file))
		if err != nil {
			return nil, nil, errors.Join(&Error{File: path, Message: "is not compressed with gzip, though its name ends in .gz"}, file.Close())
		}
		in = readAhead(zip, file)
	}
	r, err := NewReader(in, path, c)
	if err != nil {
		return nil, nil, errors.Join(err, in.Close())
	}
	return r, in, nil
}

// Write creates a file from what fill writes, compressed where its name ends in
// .gz. The file appears, or replaces the one there, only when fill succeeds.
func Write(path string, fill func(io.Writer) error) error {
	if special(path) {
		return writeSpecial(path, fill)
	}
	file, err := os.OpenFile(path+".partial", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666) //nolint:gosec // the user's umask decides
	if err != nil {
		return err
	}
	err = errors.Join(write(file, compressed(path), fill), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// special tells whether path is a pipe, a terminal or the like.
func special(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

func writeSpecial(path string, fill func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(file, compressed(path), fill), file.Close())
}

func write(file io.Writer, compress bool, fill func(io.Writer) error) error {
	out := bufio.NewWriterSize(file, 1<<16)
	if !compress {
		return errors.Join(fill(out), out.Flush())
	}
	zip := gzip.NewWriter(out)
	return errors.Join(fill(zip), zip.Close(), out.Flush())
}

func compressed(path string) bool { return strings.HasSuffix(path, ".gz") }
