// Package lookup computes posteriors of theta for many persons by table look-up.
//
// Items are gathered in groups whose joint response patterns number at most
// maxPatterns, so that a person's answers to a group are one byte. The
// likelihood of each pattern at each node of theta is tabulated once; a person
// then costs one multiplication per group and node, without exponentials.
// Posteriors are added up by pattern and folded back to items at the end. This
// is the method of four Russians (Arlazarov et al., 1970), used forward for the
// likelihood and backward for the expected counts.
//
// Start from NewLayout, which groups the items; Layout.Pack turns responses to
// bytes. An Engine holds many persons and computes the E-step (Engine.Expect)
// and what the information matrix needs (Engine.Missing, Engine.Outer); Bifactor
// does the same for bifactor models. Tables and Counts serve those who go
// through persons themselves.
package lookup
