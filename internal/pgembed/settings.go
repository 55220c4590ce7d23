package pgembed

import "fmt"

const mebibyte = 1 << 20

// settings are the postmaster's arguments on this machine.
func settings(socketDir string, throwaway bool) []string {
	return arguments(socketDir, throwaway, memoryBytes())
}

// arguments sizes the server to a memory of the given bytes that it shares
// with the rest of the service.
func arguments(socketDir string, throwaway bool, memory uint64) []string {
	share := func(divisor, least, most uint64) string {
		return fmt.Sprintf("%dMB", min(max(memory/divisor/mebibyte, least), most))
	}
	connections := "40"
	if throwaway {
		connections = "100" // tests have a pool each
	}
	pairs := [][2]string{
		{"listen_addresses", ""},
		{"port", port},
		{"unix_socket_directories", socketDir},
		{"max_connections", connections},
		{"shared_buffers", share(8, 64, 4096)},
		{"effective_cache_size", share(2, 128, 1<<20)},
		{"work_mem", share(512, 4, 32)},
		{"maintenance_work_mem", share(8, 64, 512)}, // an HNSW index is built in it
		{"autovacuum_work_mem", share(64, 16, 64)},  // one for each of three workers
		{"jit", "off"},                              // the queries are short
		{"TimeZone", "UTC"},
		{"log_timezone", "UTC"},
		// Failed statements carry what pupils wrote; the caller gets the error.
		{"log_min_messages", "log"},
		{"log_error_verbosity", "terse"},
		{"log_checkpoints", "off"},
	}
	if throwaway {
		pairs = append(pairs, [2]string{"fsync", "off"}, [2]string{"synchronous_commit", "off"},
			[2]string{"full_page_writes", "off"})
	}
	args := make([]string, 0, 2*len(pairs))
	for _, pair := range pairs {
		args = append(args, "-c", pair[0]+"="+pair[1])
	}
	return args
}
