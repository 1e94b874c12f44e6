package phi

import (
	"regexp"
	"strings"

	"chartproof.org/chartproof/engine/chart"
)

var (
	mailPattern = regexp.MustCompile(`[a-z0-9][a-z0-9._%+\-]*\s?(?:@|\(at\)|\[at\])\s?[a-z0-9][a-z0-9\-]*(?:\s?\.\s?[a-z0-9\-]+)*(?:\.|\s\.|,)\s?[a-z]{2,}`)
	mailLoose   = regexp.MustCompile(`[a-z0-9._%+\-]*[a-z0-9]@[a-z0-9][a-z0-9.\-]*`)
	urlPattern  = regexp.MustCompile(`(?:https?[:;]/?/?|www[.,])[^\s<>"']+|\b[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:com|org|net|edu|gov|mil|health|info|io|clinic|care|us|co|biz|app|pharmacy|hospital|healthcare|insurance|dental|example)\b(?:/[^\s<>"']*)?`)
	ipPattern   = regexp.MustCompile(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)
	ip6Pattern  = regexp.MustCompile(`\b(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4}\b|\b[0-9a-f]{2}(?:[:\-][0-9a-f]{2}){5}\b`)
	handle      = regexp.MustCompile(`(?:^|\s)@[a-z0-9_]{3,}`)
)

// findNet marks e-mail and web addresses, handles and network addresses. Each pattern runs only where its mark stands.
func (s *scan) findNet() {
	text := s.low
	has := func(b byte) bool {
		for _, c := range text {
			if c == b {
				return true
			}
		}
		return false
	}
	if has('@') || has('[') {
		s.match(mailPattern, chart.EmailAddress, chart.Certain)
		s.match(mailLoose, chart.EmailAddress, chart.Likely)
		s.match(handle, chart.OtherID, chart.Check)
	}
	s.match(urlPattern, chart.URL, chart.Certain)
	if has('.') {
		s.match(ipPattern, chart.IPAddress, chart.Certain)
	}
	if has(':') {
		s.match(ip6Pattern, chart.IPAddress, chart.Certain)
	}
}

func (s *scan) match(re *regexp.Regexp, kind chart.Kind, tier chart.Tier) {
	for _, m := range re.FindAllIndex(s.low, -1) {
		from, to := m[0], m[1]
		for from < to && (s.low[from] == ' ' || s.low[from] == '\n' || s.low[from] == '\t') {
			from++
		}
		for to > from && (s.low[to-1] == '.' || s.low[to-1] == ',' || s.low[to-1] == ')' || s.low[to-1] == ';') {
			to--
		}
		if kind == chart.EmailAddress && figureAt(string(s.low[from:to])) {
			continue
		}
		if kind == chart.IPAddress && countDigits(string(s.low[from:to])) < 4 {
			continue
		}
		if !s.toks[min(s.tokenAt(from), len(s.toks)-1)].taken {
			s.add(from, to, kind, tier, layerPattern)
		}
	}
}

// figureAt reports a figure at an hour, "4 @ 2152", where a mail address would have letters on both sides.
func figureAt(text string) bool {
	name, domain, ok := strings.Cut(text, "@")
	host, _, _ := strings.Cut(strings.TrimSpace(domain), ".")
	return ok && strings.ContainsAny(text, " \n\t") && countLetters(name) == 0 && countLetters(host) == 0
}
