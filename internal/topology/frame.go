package topology

import (
	"math"
	"slices"
)

func (d *drafter) drawFrame() {
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, v := range d.vertices {
		if v.column >= d.first && v.column <= d.last {
			top, bottom = min(top, v.y-v.h/2), max(bottom, v.y+v.h/2)
		}
	}
	if top > bottom {
		return
	}
	x := d.x[d.first] - frameSpace
	d.frame = rect{x, top - frameSpace/2 - frameTitle, d.x[d.last] + d.widths[d.last] + frameSpace - x, bottom - top + frameSpace*1.5 + frameTitle - frameSpace/2}
}

func (d *drafter) shift() {
	bounds := d.boxes
	if d.frame != (rect{}) {
		bounds = append(slices.Clip(bounds), d.frame)
	}
	left, top, right, bottom := math.Inf(1), math.Inf(1), 0.0, 0.0
	for _, b := range bounds {
		left, top = min(left, b.x), min(top, b.y)
	}
	dx, dy := margin-left, margin-top
	for i := range d.boxes {
		d.boxes[i].x, d.boxes[i].y = d.boxes[i].x+dx, d.boxes[i].y+dy
	}
	for _, line := range d.lines {
		for i := range line {
			line[i].x, line[i].y = line[i].x+dx, line[i].y+dy
		}
	}
	if d.frame != (rect{}) {
		d.frame.x, d.frame.y = d.frame.x+dx, d.frame.y+dy
	}
	for _, b := range bounds {
		right, bottom = max(right, b.right()+dx), max(bottom, b.bottom()+dy)
	}
	d.w, d.h = right+margin, bottom+margin
}
