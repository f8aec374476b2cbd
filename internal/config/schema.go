package config

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// schema is the part of JSON Schema (draft 7) that the format needs.
type schema struct {
	Version              string             `json:"$schema,omitempty"`
	Title                string             `json:"title,omitempty"`
	Description          string             `json:"description,omitempty"`
	Type                 string             `json:"type,omitempty"`
	Format               string             `json:"format,omitempty"`
	Pattern              string             `json:"pattern,omitempty"`
	Enum                 []string           `json:"enum,omitempty"`
	MinLength            int                `json:"minLength,omitempty"`
	MaxLength            int                `json:"maxLength,omitempty"`
	Minimum              int                `json:"minimum,omitempty"`
	Maximum              int                `json:"maximum,omitempty"`
	MinItems             int                `json:"minItems,omitempty"`
	MinProperties        int                `json:"minProperties,omitempty"`
	Default              any                `json:"default,omitempty"`
	OneOf                []*schema          `json:"oneOf,omitempty"`
	Items                *schema            `json:"items,omitempty"`
	Properties           map[string]*schema `json:"properties,omitempty"`
	PropertyNames        *schema            `json:"propertyNames,omitempty"`
	Required             []string           `json:"required,omitempty"`
	AdditionalProperties any                `json:"additionalProperties,omitempty"` // a schema, or false
}

// Schema is the JSON Schema of hash.yaml, for editors. It knows no names of rules, profiles and files.
func Schema() []byte {
	s := project(&Project{}).schema()
	s.Version = "http://json-schema.org/draft-07/schema#"
	s.Title = "hash.yaml"
	s.Description = "A project of hash-post and helm hash."
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(s); err != nil {
		panic(fmt.Sprintf("schema of hash.yaml: %v", err)) // it holds only text, numbers and booleans
	}
	return b.Bytes()
}

// textPart describes a text of the form.
func (s schema) textPart() *schema {
	s.Type = "string"
	return &s
}

// keyPart describes a key of the form: a key is text anyway.
func (s schema) keyPart() *schema { return &s }

func objectSchema(fields []field) *schema {
	s := &schema{Type: "object", Properties: map[string]*schema{}, AdditionalProperties: false}
	for _, f := range fields {
		described := f.value.schema()
		described.Description = f.doc
		s.Properties[f.name] = described
		if f.required {
			s.Required = append(s.Required, f.name)
		}
	}
	return s
}
