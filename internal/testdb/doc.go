// Package testdb gives tests a real PostgreSQL: a database of its own for each
// test, with the whole schema, so that tests run in parallel and never see each
// other's rows.
//
// A package whose tests use it hands TestMain over,
//
//	func TestMain(m *testing.M) { os.Exit(testdb.Run(m)) }
//
// and each test asks for its database:
//
//	pool := testdb.New(t)
//
// The server is a private one, started for the package's tests when the first
// of them asks and thrown away after the last. TEST_DATABASE_URL names another
// server to use instead: a postgres:// URL of a user who may create databases
// and the extension vector.
package testdb
