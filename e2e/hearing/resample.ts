/** Zero crossings of the filter on each side. 16 keep what folds back below -60 dB. */
const CROSSINGS = 16;
/** Of the lower of the two Nyquist frequencies; the rest is where the filter falls. */
const PASSBAND = 0.92;

/** Changes the sample rate of a stream that comes in pieces. Sample `n` of the output belongs to the time `n / to`. */
export interface Resampler {
	/** The output that is complete now: the last millisecond or so waits for what follows. */
	push(input: Float32Array): Float32Array;
}

/** @param from, to samples per second; whole numbers */
export function makeResampler(from: number, to: number): Resampler {
	const divisor = greatestCommonDivisor(from, to);
	const phases = to / divisor;
	const step = from / divisor;
	const scale = Math.min(1, to / from);
	const half = Math.ceil(CROSSINGS / scale);
	const kernels = Array.from({ length: phases }, (_, phase) => kernel(phase / phases, half, scale * PASSBAND));

	// `pending[0]` is the input sample at `base`; what lies before the first sample is silence.
	let pending = new Float32Array(half - 1);
	let base = 1 - half;
	let made = 0;

	return {
		push(input) {
			const all = new Float32Array(pending.length + input.length);
			all.set(pending);
			all.set(input, pending.length);
			const output: number[] = [];
			for (;;) {
				const centre = Math.floor((made * step) / phases);
				const first = centre - half + 1 - base;
				if (first + 2 * half > all.length) break;
				output.push(dot(kernels[(made * step) % phases] ?? [], all, first));
				made += 1;
			}
			const keepFrom = Math.max(0, Math.min(all.length, Math.floor((made * step) / phases) - half + 1 - base));
			pending = all.slice(keepFrom);
			base += keepFrom;
			return Float32Array.from(output);
		},
	};
}

/** The whole of a sound at another sample rate; as long as the original to within one sample. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
	const length = Math.ceil((samples.length * to) / from);
	const resampler = makeResampler(from, to);
	const body = resampler.push(samples);
	const tail = resampler.push(new Float32Array(Math.ceil((CROSSINGS + 1) * Math.max(1, from / to)) + 1));
	const all = new Float32Array(length);
	all.set(body.subarray(0, length));
	all.set(tail.subarray(0, length - body.length), body.length);
	return all;
}

/** A windowed sinc for a point that lies `fraction` after the sample `half - 1` of `2 * half`. Sums up to 1. */
function kernel(fraction: number, half: number, cutoff: number): Float64Array {
	const taps = Float64Array.from({ length: 2 * half }, (_, index) => {
		const distance = index - half + 1 - fraction;
		const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
		return sinc(distance * cutoff) * (Math.abs(distance) < half ? window : 0);
	});
	const sum = taps.reduce((total, tap) => total + tap, 0);
	return taps.map((tap) => tap / sum);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

function dot(taps: ArrayLike<number>, samples: Float32Array, first: number): number {
	let sum = 0;
	for (let index = 0; index < taps.length; index += 1) sum += (taps[index] ?? 0) * (samples[first + index] ?? 0);
	return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
