// Package auth proves who somebody is: login cards for pupils, chosen
// passwords for staff, opaque tokens for the time they are signed in, and the
// throttle that keeps all three from being guessed.
//
// Start from [Service], which ties them together over the interfaces
// [Credentials], [WebSessions] and [People]. The parts stand alone as well:
// [NewCard] and [ParseCard] make and read card codes, [Passwords] hashes with
// argon2id, [NewToken] makes tokens, [Throttle] counts tries.
//
// # Login cards
//
// A card code is 11 random characters of Crockford's base 32 (55 bits) and one
// check character, written in three groups of four. The code is random, not
// chosen, so that a keyed hash (HMAC-SHA256) protects it as well as a slow one
// would, at a microsecond a sign-in: a whole county can sign in at once. The
// key is configuration, never in the database: a copy of the database alone
// does not let anybody test codes.
//
// # Passwords
//
// Passwords of staff are hashed with argon2id at 19 MiB, two passes and one
// lane (the OWASP Password Storage Cheat Sheet's first recommendation, 2023)
// and kept as PHC strings, so that parameters can be raised later. At most
// four are hashed at a time: a burst of sign-ins waits, it does not take more
// memory.
//
// # Throttle
//
// Tries are counted by the address they come from and by the account or card
// they name; a right answer gives the try back, so that a school behind one
// address is not locked out by its own pupils. Counts live in the memory of
// one process: with N processes behind a balancer an attacker has N times the
// tries, which the length of codes and passwords allows for.
package auth
