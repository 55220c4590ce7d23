// Command loadtest measures how fast a service answers when a school takes a
// test at once. It starts the program on a fresh data directory with a school
// of its own, durable as in real use, signs the pupils in with their cards and
// lets them take the adaptive test over HTTP, each waiting a little before the
// next answer. It speaks to the machine it runs on only.
//
//	make build && go run ./scripts/loadtest -pupils 100 -think 1s
//
// With -together all pupils press the button in the same moment, and wait for
// each other before the next answer.
package main
