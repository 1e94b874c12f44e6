package paddle

import (
	"errors"
	"fmt"
	"image"
	"os"

	onnx "github.com/yalue/onnxruntime_go"
)

// Reader is the loaded engine.
type Reader struct {
	detector, recogniser *model
	alphabet             alphabet
}

// telemetryOff must stand in the environment that the process was started with: the library looks once, when it is loaded.
const telemetryOff = "ORT_DISABLE_TELEMETRY"

// Open loads the library and both models and runs each once.
func Open(f Files) (*Reader, error) {
	if os.Getenv(telemetryOff) != "1" {
		return nil, errors.New("load ONNX Runtime: " + telemetryOff + "=1 does not stand in the environment")
	}
	a, err := newAlphabet(f.Keys)
	if err != nil {
		return nil, err
	}
	onnx.SetSharedLibraryPath(f.Library)
	if err := onnx.InitializeEnvironment(onnx.WithLogLevelError()); err != nil {
		return nil, fmt.Errorf("load ONNX Runtime: %w", err)
	}
	r := &Reader{alphabet: a}
	if err := r.load(f); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

func (r *Reader) load(f Files) error {
	if err := onnx.DisableTelemetry(); err != nil {
		return fmt.Errorf("silence ONNX Runtime: %w", err)
	}
	var err error
	if r.detector, err = newModel(f.Detector); err != nil {
		return fmt.Errorf("load the detector: %w", err)
	}
	if r.recogniser, err = newModel(f.Recogniser); err != nil {
		return fmt.Errorf("load the recogniser: %w", err)
	}
	return r.warm()
}

// warm runs both models on an empty page, which makes them take what they take only once.
func (r *Reader) warm() error {
	g := image.NewGray(image.Rect(0, 0, 64, 64))
	if _, err := r.Detect(g); err != nil {
		return err
	}
	_, err := r.Recognise(g, Strip{X: 0, Y: 0, UX: 1, Length: 64, Height: 64})
	return err
}

// Close frees the models and the library.
func (r *Reader) Close() {
	r.detector.close()
	r.recogniser.close()
	r.detector, r.recogniser = nil, nil
	_ = onnx.DestroyEnvironment() // there is nothing left to do about it
}

// model is one network with one input and one output.
type model struct{ session *onnx.DynamicAdvancedSession }

func newModel(data []byte) (*model, error) {
	in, out, err := onnx.GetInputOutputInfoWithONNXData(data)
	if err != nil {
		return nil, err
	}
	if len(in) != 1 || len(out) != 1 {
		return nil, fmt.Errorf("%d inputs and %d outputs, not one of each", len(in), len(out))
	}
	options, err := onnx.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	defer func() { _ = options.Destroy() }()
	// One thread: pages are read side by side by several processes, and waiting threads would take the processor from them.
	for _, set := range []error{options.SetIntraOpNumThreads(1), options.SetInterOpNumThreads(1), options.SetCpuMemArena(false),
		options.SetMemPattern(false), options.SetGraphOptimizationLevel(onnx.GraphOptimizationLevelEnableAll),
		options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0")} {
		if set != nil {
			return nil, set
		}
	}
	s, err := onnx.NewDynamicAdvancedSessionWithONNXData(data, []string{in[0].Name}, []string{out[0].Name}, options)
	if err != nil {
		return nil, err
	}
	return &model{s}, nil
}

func (m *model) close() {
	if m != nil {
		_ = m.session.Destroy() // a session that is gone anyway
	}
}

// run gives the output's shape and numbers to use, which are valid until use returns.
func (m *model) run(shape onnx.Shape, data []float32, use func(onnx.Shape, []float32) error) error {
	in, err := onnx.NewTensor(shape, data)
	if err != nil {
		return fmt.Errorf("run network: %w", err)
	}
	defer func() { _ = in.Destroy() }()
	out := []onnx.Value{nil}
	if err := m.session.Run([]onnx.Value{in}, out); err != nil {
		return fmt.Errorf("run network: %w", err)
	}
	defer func() { _ = out[0].Destroy() }()
	t, ok := out[0].(*onnx.Tensor[float32])
	if !ok {
		return errors.New("run network: the output is not of floating point numbers")
	}
	return use(t.GetShape(), t.GetData())
}
