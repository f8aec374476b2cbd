package topology

// document is version 1 of what programs read. Fields may be added; a change of meaning is a new version.
type document struct {
	Version     int            `json:"version"`
	Environment string         `json:"environment"`
	Nodes       []documentNode `json:"nodes"`
	Edges       []documentEdge `json:"edges"`
}

type documentNode struct {
	ID        string   `json:"id"`
	Role      Role     `json:"role"`
	Kind      string   `json:"kind,omitempty"`
	Namespace string   `json:"namespace,omitempty"`
	Name      string   `json:"name"`
	Services  []string `json:"services,omitempty"`
	Ports     []int    `json:"ports,omitempty"`
	Store     bool     `json:"store,omitempty"`
	Absent    bool     `json:"absent,omitempty"`
}

type documentEdge struct {
	From  string   `json:"from"`
	To    string   `json:"to"`
	By    []string `json:"by,omitempty"`
	Ports []int    `json:"ports,omitempty"`
	Init  bool     `json:"init,omitempty"`
}

// Document gives the picture as it is written in JSON.
func (p Picture) Document() any {
	d := document{Version: 1, Environment: p.Environment, Nodes: []documentNode{}, Edges: []documentEdge{}}
	for _, n := range p.Graph.Nodes {
		d.Nodes = append(d.Nodes, documentNode(n))
	}
	for _, e := range p.Graph.Edges {
		d.Edges = append(d.Edges, documentEdge(e))
	}
	return d
}
