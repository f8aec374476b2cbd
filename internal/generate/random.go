package generate

import (
	"fmt"
	"io"
)

// defaultLength is long enough for every use: with letters and digits it holds 190 bits.
const defaultLength = 32

const (
	digits  = "0123456789"
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// alphabet gives the characters of random values. The default breaks no connection string, no shell, no
// SQL and no JSON.
func alphabet(name string) string {
	switch name {
	case "hex":
		return digits + "abcdef"
	case "base64":
		return letters + digits + "+/"
	case "digits":
		return digits
	default:
		return letters + digits
	}
}

// draw gives a random text. Bytes that would make some characters likelier than others are passed over.
func draw(random io.ByteReader, length int, characters string) (string, error) {
	const bytes = 256
	fair := bytes - bytes%len(characters)
	text := make([]byte, 0, length)
	for len(text) < length {
		b, err := random.ReadByte()
		if err != nil {
			return "", fmt.Errorf("reading random bytes: %w", err)
		}
		if int(b) < fair {
			text = append(text, characters[int(b)%len(characters)])
		}
	}
	return string(text), nil
}
