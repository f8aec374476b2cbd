package manifest

import (
	"reflect"
	"slices"
)

// align finds, for each new item of a list, the old one that it comes from, or -1. Pairs never cross,
// so that the text of the old items can stay where it is.
func align(old, want []any) []int {
	from := make([]int, len(want))
	for i := range from {
		from[i] = -1
	}
	a := aligner{old: old, want: want, from: from}
	a.within(0, len(old), 0, len(want), 0)
	return from
}

type aligner struct {
	old, want []any
	from      []int
}

// maxTable bounds the work of one comparison of two lists.
const maxTable = 1 << 20

// within pairs the items of two ranges: equal ones first, between those the ones of one name, and
// what then stands face to face.
func (a *aligner) within(o1, o2, w1, w2, round int) {
	same := [...]func(x, y any) bool{reflect.DeepEqual, sameName}
	if round == len(same) {
		for o1 < o2 && w1 < w2 && exchangeable(a.old[o1], a.want[w1]) {
			a.from[w1] = o1
			o1, w1 = o1+1, w1+1
		}
		return
	}
	for _, pair := range a.common(o1, o2, w1, w2, same[round]) {
		a.within(o1, pair[0], w1, pair[1], round+1)
		a.from[pair[1]] = pair[0]
		o1, w1 = pair[0]+1, pair[1]+1
	}
	a.within(o1, o2, w1, w2, round+1)
}

// common is a longest common subsequence of two ranges.
func (a *aligner) common(o1, o2, w1, w2 int, same func(x, y any) bool) (pairs [][2]int) {
	for o1 < o2 && w1 < w2 && same(a.old[o1], a.want[w1]) {
		pairs = append(pairs, [2]int{o1, w1})
		o1, w1 = o1+1, w1+1
	}
	var tail [][2]int
	for o1 < o2 && w1 < w2 && same(a.old[o2-1], a.want[w2-1]) {
		o2, w2 = o2-1, w2-1
		tail = append(tail, [2]int{o2, w2})
	}
	pairs = append(pairs, a.longest(o1, o2, w1, w2, same)...)
	for _, pair := range slices.Backward(tail) {
		pairs = append(pairs, pair)
	}
	return pairs
}

func (a *aligner) longest(o1, o2, w1, w2 int, same func(x, y any) bool) (pairs [][2]int) {
	rows, columns := o2-o1, w2-w1
	if rows == 0 || columns == 0 || rows*columns > maxTable {
		return nil
	}
	length := make([][]int, rows+1)
	length[rows] = make([]int, columns+1)
	for i := rows - 1; i >= 0; i-- {
		length[i] = make([]int, columns+1)
		for j := columns - 1; j >= 0; j-- {
			if same(a.old[o1+i], a.want[w1+j]) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < rows && j < columns; {
		switch length[i][j] {
		case length[i+1][j]:
			i++
		case length[i][j+1]:
			j++
		default:
			pairs = append(pairs, [2]int{o1 + i, w1 + j})
			i, j = i+1, j+1
		}
	}
	return pairs
}

// sameName reports whether two items are objects of one name, such as containers or variables.
func sameName(x, y any) bool {
	name := nameOf(x)
	return name != "" && name == nameOf(y)
}

func nameOf(item any) string {
	object, _ := item.(map[string]any)
	name, _ := object["name"].(string)
	return name
}

// exchangeable reports whether one item can be an edited state of the other.
func exchangeable(x, y any) bool {
	return isBlock(x) == isBlock(y) && (nameOf(x) == "" || nameOf(y) == "")
}
