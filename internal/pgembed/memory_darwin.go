package pgembed

import "golang.org/x/sys/unix"

// memoryBytes returns the memory of the machine.
func memoryBytes() uint64 {
	total, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return 0
	}
	return total
}
