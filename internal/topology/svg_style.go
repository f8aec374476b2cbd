package topology

// style has the colours for light and for dark surroundings.
const style = `
.topology { --page: #fff; --frame: #f6f8fa; --border: #d0d7de; --box: #fff; --text: #1f2328; --muted: #59636e; --line: #8c959f;
  --route: #0969da; --store: #1a7f37; --external: #bc4c00 }
@media (prefers-color-scheme: dark) { .topology { --page: #0d1117; --frame: #151b23; --border: #3d444d; --box: #0d1117;
  --text: #f0f6fc; --muted: #9198a1; --line: #6e7681; --route: #4493f8; --store: #3fb950; --external: #f0883e } }
.topology text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--text) }
.topology .title { font-size: 14px; font-weight: 600 }
.topology .detail { font-size: 12px; fill: var(--muted) }
.topology .node text { text-anchor: middle }
.topology .page { fill: var(--page) }
.topology .frame { fill: var(--frame); stroke: var(--border) }
.topology .node rect, .topology .node path { fill: var(--box); stroke: var(--line); stroke-width: 1.25 }
.topology .node.host rect, .topology .node.gateway rect { stroke: var(--route) }
.topology .node.external rect, .topology .node.external path { stroke: var(--external) }
.topology .node.store:not(.external) path { stroke: var(--store) }
.topology .node.quiet rect { stroke-dasharray: 4 3 }
.topology .line { fill: none; stroke: var(--line); stroke-width: 1.5 }
.topology .head { fill: var(--line) }
.topology .to-route .line { stroke: var(--route) }
.topology .to-route .head { fill: var(--route) }
.topology .to-store .line { stroke: var(--store) }
.topology .to-store .head { fill: var(--store) }
.topology .to-external .line { stroke: var(--external) }
.topology .to-external .head { fill: var(--external) }
.topology .to-configMap .line, .topology .to-secret .line { stroke: var(--border) }
.topology .to-configMap .head, .topology .to-secret .head { fill: var(--border) }
.topology .edge.quiet .line { stroke-dasharray: 4 3 }
.topology .edge:hover .line { stroke-width: 3 }
`
