package worker

// WithCommand makes the pool run another program as its children.
func WithCommand(o Options, argv ...string) Options {
	o.command = argv
	return o
}

// ChildPIDs gives the processes of the idle children.
func (p *Pool) ChildPIDs() []int {
	var pids []int
	for range len(p.seats) {
		s := <-p.seats
		if s.child != nil {
			pids = append(pids, s.child.cmd.Process.Pid)
		}
		p.seats <- s
	}
	return pids
}

// PlausibleRegion lets tests ask what a child may say of a region.
var PlausibleRegion = plausibleRegion
