// Package api is the HTTP face of the service.
package api
