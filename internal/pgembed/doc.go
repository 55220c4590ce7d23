// Package pgembed runs a private PostgreSQL server as a child process.
//
// It is the default database of the service: when no other server is named,
// the program keeps a cluster of its own below its data directory and reaches
// it over a unix socket that nobody else can open. Nothing is installed and no
// port is opened. Start is the place to begin:
//
//	server, err := pgembed.Start(ctx, pgembed.Config{DataDir: "data"})
//	if err != nil { ... }
//	defer server.Stop()
//	err = server.EnsureDatabase(ctx, "suyang")
//	pool, err := pgxpool.New(ctx, server.DSN("suyang"))
//
// Open is for a command that runs beside the service: it joins the server that
// another process keeps on the same data directory, and starts one otherwise.
// Find and Pick tell which PostgreSQL installations are there and which one
// would be used, for a command that explains what is missing.
//
// # What is kept where
//
//	DataDir/postgres/cluster   the PostgreSQL data directory
//	DataDir/postgres/log       what the server said since its last start
//	DataDir/postgres/log.1     what it said the time before
//	DataDir/postgres/lock      held while a process uses the cluster
//	DataDir/postgres/run       the socket (in the temporary directory when
//	                           this path would be too long for one)
//
// # As whom it runs
//
// PostgreSQL refuses to run as root. Started by root on Linux, the server runs
// in a user namespace of its own in which root's uid bears the number of
// nobody: it may do less than root, and its files stay root's. Where user
// namespaces are not to be had, and on other systems, it runs as nobody, who is
// then let through the data directory and needs to be let through those above
// it. The owner of an existing cluster decides.
//
// The server ends with the process that started it. On Linux the kernel sees
// to it, however that process ends; elsewhere a server left behind is stopped
// by the next start.
package pgembed
