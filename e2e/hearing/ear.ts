import { loudestOf, SILENT, silentSpan, VOICED, voicedSpans } from './loudness.ts';
import { type Chunk, DeafError, makeMemory } from './memory.ts';
import { between, type Recording, type Span } from './recording.ts';

/** So late may sound arrive after it was played. Measured: 0.1 s; on a starved machine 0.8 s. */
const LATEST_ARRIVAL = 5_000;

/** Neither the voice nor the silence that was waited for came in time. */
export class NotHeardError extends Error {
	override readonly name = 'NotHeardError';
}

/**
 * Hears what one tab plays, from when it was attached on, over navigations and reloads. Times are milliseconds since the
 * epoch.
 */
export interface Ear {
	/**
	 * What was heard from a time on, up to about 0.1 s ago.
	 *
	 * @throws DeafError when the ear did not listen all that time
	 */
	heardSince(from: number): Recording;
	/**
	 * Waits until the ear has heard everything up to a time.
	 *
	 * @throws DeafError when nothing arrives any more
	 */
	heardUntil(time: number): Promise<void>;
	/**
	 * When somebody first speaks after a time. Whoever is already speaking then counts as beginning then.
	 *
	 * @throws NotHeardError when nobody has begun to speak `within` milliseconds after `after`
	 */
	nextVoice(wanted: { readonly after: number; readonly within: number }): Promise<number>;
	/**
	 * The first silence of so many milliseconds after a time. With `for` equal to `within` nothing may sound at all.
	 *
	 * @throws NotHeardError when there is none that ends `within` milliseconds after `after`
	 */
	silence(wanted: { readonly after: number; readonly for: number; readonly within: number }): Promise<Span>;
}

/** The end of an ear where the sound comes in. */
export interface EarDrum {
	readonly ear: Ear;
	hear(chunk: Chunk): void;
	/** No more sound will come: who waits for it is told why. */
	deafen(reason: string): void;
}

export function makeEar(now: () => number = Date.now): EarDrum {
	const memory = makeMemory();
	const waiting = new Set<() => void>();
	let deafness: string | null = null;

	const wake = () => {
		for (const listener of waiting) listener();
	};

	/** Resolves when something arrived, or when `time` can no longer be heard. */
	function arrival(time: number): Promise<void> {
		return new Promise((resolve) => {
			const done = () => {
				clearTimeout(timer);
				waiting.delete(done);
				resolve();
			};
			const timer = setTimeout(done, Math.max(0, time + LATEST_ARRIVAL - now()));
			waiting.add(done);
		});
	}

	/** Looks again whenever something arrives, until everything up to `deadline` was heard. */
	async function listen<T>(deadline: number, look: () => T | null): Promise<T | null> {
		for (;;) {
			const found = look();
			if (found !== null) return found;
			if ((memory.until ?? 0) >= deadline) return null;
			if (deafness !== null) throw new DeafError(`The ear is deaf: ${deafness}.`);
			if (now() >= deadline + LATEST_ARRIVAL) throw new DeafError(nothingSince(memory.until));
			await arrival(deadline);
		}
	}

	const heard = (from: number, to = Number.POSITIVE_INFINITY): Recording => between(memory.since(from), from, to);

	return {
		ear: {
			heardSince: (from) => memory.since(from),
			async heardUntil(time) {
				await listen(time, () => null);
			},
			async nextVoice({ after, within }) {
				const deadline = after + within;
				const voice = await listen(deadline, () => voicedSpans(heard(after)).at(0) ?? null);
				if (voice && voice.beganAt <= deadline) return voice.beganAt;
				throw new NotHeardError(`Nobody spoke within ${within} ms: ${loudestIn(heard(after, deadline))}.`);
			},
			async silence({ after, for: length, within }) {
				const deadline = after + within;
				const silence = await listen(deadline, () => silentSpan(heard(after, deadline), length));
				if (silence) return silence;
				throw new NotHeardError(
					`No silence of ${length} ms within ${within} ms: ${loudestIn(heard(after, deadline))}.`,
				);
			},
		},
		hear(chunk) {
			memory.add(chunk);
			wake();
		},
		deafen(reason) {
			deafness ??= reason;
			wake();
		},
	};
}

function loudestIn(recording: Recording): string {
	const level = Math.round(loudestOf(recording));
	return `the loudest moment had ${level} dBFS (voice: ${VOICED} and more, silence: below ${SILENT})`;
}

const nothingSince = (until: number | null): string =>
	until === null
		? 'The ear has never heard anything, not even silence: its tab does not send.'
		: `The ear has heard nothing, not even silence, since ${new Date(until).toISOString()}.`;
