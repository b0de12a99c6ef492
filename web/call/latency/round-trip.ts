/**
 * The way to the media server and back, as WebRTC measures it.
 *
 * @module
 */

/** What is read of a line of statistics. */
interface Stats {
	readonly id: string;
	readonly type: string;
	readonly selectedCandidatePairId?: string;
	/** Seconds. */
	readonly currentRoundTripTime?: number;
}

/** As much of an `RTCStatsReport` as is read. */
export interface StatsReport {
	forEach(look: (stats: Stats) => void): void;
}

/** Milliseconds; `null`: not measured yet. */
export function roundTripOf(report: StatsReport): number | null {
	const times = new Map<string, number>();
	let selected: string | undefined;
	report.forEach(({ id, type, selectedCandidatePairId, currentRoundTripTime }) => {
		if (type === 'transport') selected = selectedCandidatePairId;
		if (type === 'candidate-pair' && currentRoundTripTime !== undefined) times.set(id, currentRoundTripTime);
	});
	const seconds = times.get(selected ?? '');
	return seconds === undefined ? null : Math.round(seconds * 1_000);
}
