import { millisecondsOf, RATE, type Recording, samplesIn } from './recording.ts';
import { makeResampler, type Resampler } from './resample.ts';

/** Sound as it arrives from the browser. */
export interface Chunk {
	/** Milliseconds since the epoch, of the first sample. */
	readonly at: number;
	readonly rate: number;
	readonly samples: Float32Array;
}

/** A chunk whose time is off by more milliseconds than this does not follow the ones before it. */
const JITTER = 20;
/** Missing sound of up to so many milliseconds is taken for silence: a machine under load drops a little. */
const HOLE = 100;

/** The ear did not listen all the time that was asked about: neither sound nor silence is proved. */
export class DeafError extends Error {
	override readonly name = 'DeafError';
}

/** All that was heard, in order. */
export interface Memory {
	add(chunk: Chunk): void;
	/** Up to when something, be it silence, was heard; milliseconds since the epoch. `null`: nothing arrived yet. */
	readonly until: number | null;
	/**
	 * What was heard from a time on.
	 *
	 * @throws DeafError when not everything was
	 */
	since(from: number): Recording;
}

interface Stretch {
	readonly at: number;
	readonly rate: number;
	readonly resampler: Resampler;
	readonly pieces: Float32Array[];
	/** Samples in `pieces`. */
	length: number;
	/** Samples that arrived. By their number, and not by the time of the last one, the next is known: jitter must not add up. */
	arrived: number;
}

export function makeMemory(): Memory {
	const stretches: Stretch[] = [];

	function stretchFor({ at, rate }: Chunk): Stretch {
		const last = stretches.at(-1);
		if (last && last.rate === rate && Math.abs(at - last.at - (last.arrived / rate) * 1000) <= JITTER) return last;
		const stretch = { at, rate, resampler: makeResampler(rate, RATE), pieces: [], length: 0, arrived: 0 };
		stretches.push(stretch);
		return stretch;
	}

	return {
		add(chunk) {
			const stretch = stretchFor(chunk);
			const piece = stretch.resampler.push(chunk.samples);
			stretch.pieces.push(piece);
			stretch.length += piece.length;
			stretch.arrived += chunk.samples.length;
		},
		get until() {
			const last = stretches.at(-1);
			return last ? endOf(last) : null;
		},
		since(from) {
			const wanted = stretches.filter((stretch) => endOf(stretch) > from);
			const to = wanted.reduce((latest, stretch) => Math.max(latest, endOf(stretch)), from);
			const samples = new Float32Array(samplesIn(to - from));
			let heardUntil = from;
			for (const stretch of wanted) {
				if (stretch.at - heardUntil > HOLE) throw deaf(heardUntil, stretch.at);
				heardUntil = endOf(stretch);
				lay(stretch, samples, samplesIn(stretch.at - from));
			}
			return { at: from, samples };
		},
	};
}

const endOf = ({ at, length }: Stretch): number => at + millisecondsOf(length);

function deaf(from: number, to: number): DeafError {
	const [began, ended] = [from, to].map((time) => new Date(time).toISOString());
	return new DeafError(`The ear heard nothing, not even silence, from ${began} to ${ended}.`);
}

/** Copies a stretch to where it belongs; what lies before the first sample is left out. */
function lay({ pieces }: Stretch, samples: Float32Array, first: number): void {
	let at = first;
	for (const piece of pieces) {
		const skip = Math.min(piece.length, Math.max(0, -at));
		const fits = piece.subarray(skip, Math.max(skip, samples.length - at));
		if (fits.length > 0) samples.set(fits, at + skip);
		at += piece.length;
	}
}
