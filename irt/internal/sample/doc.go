// Package sample checks the responses of persons, and what is known of the
// persons besides. Start from Validate.
package sample
