// Package browser starts a headless Chromium: to look at pages in tests, to take their pictures, and
// to print them as PDF.
//
// Chromium is an optional part of an installation: [Find] says whether it is there.
package browser
