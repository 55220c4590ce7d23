// Package curve tabulates item characteristic curves, and measures how far
// observed curves are from them. Start from Tabulate and NewDeviation.
package curve
