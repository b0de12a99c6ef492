import { BANDS, SILENCE, type Spectra } from './spectrum.ts';

/** Rows that move together: 0.4 s. */
const PIECE = 40;
/** How far a piece may shift against the one before it, and what that costs in squared tens of decibels. */
interface Slack {
	readonly least: number;
	readonly most: number;
	/** For each row. */
	readonly cost: number;
	/** No shift costs more. */
	readonly highest: number;
}
/** Within a sentence: a jitter buffer stretches by up to 5 %, and on a starved machine the sound stalls for up to 0.3 s. */
const WITHIN: Slack = { least: -2, most: 30, cost: 2, highest: 100 };
/** Where a sentence ends, the pause may be shorter or longer than expected. */
const BETWEEN: Slack = { least: -15, most: 70, cost: 0, highest: 0 };
/** Rows by which what is expected may stick out of what was heard. */
const OVERHANG = 50;

interface Piece {
	readonly from: number;
	readonly to: number;
	/** How far it may shift against the piece before it. */
	readonly slack: Slack;
}

/** The value of a band; outside of what was heard there is silence. */
export const heardAt = (heard: Spectra, row: number, band: number): number =>
	row < 0 || row >= heard.rows ? SILENCE : (heard.values[row * BANDS + band] ?? SILENCE);

/**
 * Lays what is expected over what was heard where it differs least. One shift for everything would lose long sentences:
 * a jitter buffer that plays 2 % slower is 100 ms off after 5 s. Free warping of every row would make all sentences
 * alike. So pieces shift, each close to where the one before it lies.
 *
 * @param joints rows of `expected` at which another sentence begins
 * @returns for each row of `expected` its row in `heard`, which may lie outside
 */
export function align(expected: Spectra, joints: readonly number[], heard: Spectra): Int32Array {
	const pieces = cut(expected.rows, joints);
	const width = Math.max(heard.rows - expected.rows, 0) + 2 * OVERHANG + 1;
	const steps: Int16Array[] = [];
	let costs = new Float64Array(width);
	for (const [index, piece] of pieces.entries()) {
		const reached = index === 0 ? { costs, steps: new Int16Array(width) } : shiftOn(costs, piece.slack);
		costs = reached.costs.map((cost, shift) => cost + difference(expected, piece, heard, shift - OVERHANG));
		steps.push(reached.steps);
	}

	const rows = new Int32Array(expected.rows);
	let shift = costs.reduce((best, cost, index) => (cost < (costs[best] ?? 0) ? index : best), 0);
	for (const [index, piece] of [...pieces.entries()].reverse()) {
		for (let row = piece.from; row < piece.to; row += 1) rows[row] = row + shift - OVERHANG;
		shift -= steps[index]?.[shift] ?? 0;
	}
	return rows;
}

function cut(rows: number, joints: readonly number[]): Piece[] {
	const edges = [0, ...joints, rows];
	return edges.slice(1).flatMap((end, index) => {
		const start = edges[index] ?? 0;
		const count = Math.max(1, Math.round((end - start) / PIECE));
		const edge = (piece: number) => start + Math.round(((end - start) * piece) / count);
		return Array.from({ length: count }, (_, piece) => ({
			from: edge(piece),
			to: edge(piece + 1),
			slack: piece === 0 ? BETWEEN : WITHIN,
		}));
	});
}

/** The cheapest way to each shift from the shifts of the piece before. */
function shiftOn(before: Float64Array, { least, most, cost, highest }: Slack) {
	const costs = new Float64Array(before.length).fill(Number.POSITIVE_INFINITY);
	const steps = new Int16Array(before.length);
	for (let shift = 0; shift < before.length; shift += 1) {
		for (let step = least; step <= most; step += 1) {
			const total = (before[shift - step] ?? Number.POSITIVE_INFINITY) + Math.min(highest, Math.abs(step) * cost);
			if (total >= (costs[shift] ?? 0)) continue;
			costs[shift] = total;
			steps[shift] = step;
		}
	}
	return { costs, steps };
}

function difference(expected: Spectra, { from, to }: Piece, heard: Spectra, shift: number): number {
	let sum = 0;
	for (let row = from; row < to; row += 1) {
		const inside = row + shift >= 0 && row + shift < heard.rows;
		// The hot loop of all hearing: no call in it.
		for (let at = row * BANDS, other = at + shift * BANDS, end = at + BANDS; at < end; at += 1, other += 1) {
			const unlike = (expected.values[at] ?? 0) - (inside ? (heard.values[other] ?? 0) : SILENCE);
			sum += unlike * unlike;
		}
	}
	return sum;
}
