// Package overlay is kustomize in a box: a set goes in, the set that the overlay makes of it comes out.
//
// It hides kustomize. Outside nobody sees its types, its process-wide state, its panics, or that it
// would read any file and dial any host that a kustomization names. Every file of an overlay is read
// once, by [Load], through the root of the project into memory; what is remote or would run a program
// is refused before anything is built. A patch that matches nothing is an error, though kustomize
// says nothing. Resources that the overlay did not change in meaning are not touched.
package overlay
