// Package study runs researchers' calibrations: a file of responses, or those
// given to a form, goes in; item parameters and scores come out. The long part
// is done by whoever works on the queue; see [Service.Run].
package study
