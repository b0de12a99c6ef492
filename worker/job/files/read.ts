/**
 * Reads the bytes of a file that somebody sends: no more than are taken, and for no longer than they keep coming.
 *
 * @module
 */

/** As of rtc-node: what is not read to its end must be closed, or it is listened to for ever. */
export interface ByteSource extends AsyncIterable<Uint8Array> {
	close(): Promise<void>;
}

export type Read =
	| { readonly outcome: 'read'; readonly bytes: Uint8Array<ArrayBuffer> }
	| { readonly outcome: 'too_large' }
	/** Its sender has gone, says otherwise than was announced, or is too slow. */
	| { readonly outcome: 'broken_off' | 'timed_out' };

export interface ReadLimits {
	readonly bytes: number;
	/** Between two pieces. */
	readonly pauseMs: number;
	readonly totalMs: number;
}

/** Five megabytes at half a megabit a second. */
export const READ_LIMITS: Omit<ReadLimits, 'bytes'> = { pauseMs: 15_000, totalMs: 90_000 };

export async function readBytes(source: ByteSource, limits: ReadLimits): Promise<Read> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	const late = makeAlarm(limits);
	const reading = source[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await Promise.race([reading.next(), late.rings]);
			if (next === 'timed_out') return { outcome: 'timed_out' };
			if (next.done) break;
			late.cameOne();
			size += next.value.length;
			if (size > limits.bytes) return { outcome: 'too_large' };
			pieces.push(next.value);
		}
	} catch {
		return { outcome: 'broken_off' };
	} finally {
		late.stop();
		// Not waited for: what hangs may hang.
		void source.close().catch(() => {});
	}
	return { outcome: 'read', bytes: joined(pieces, size) };
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const piece of pieces) {
		bytes.set(piece, at);
		at += piece.length;
	}
	return bytes;
}

function makeAlarm({ pauseMs, totalMs }: ReadLimits) {
	let ring: (outcome: 'timed_out') => void;
	const rings = new Promise<'timed_out'>((resolve) => {
		ring = resolve;
	});
	const alarm = (ms: number) => setTimeout(() => ring('timed_out'), ms);
	const total = alarm(totalMs);
	let pause = alarm(pauseMs);
	return {
		rings,
		cameOne() {
			clearTimeout(pause);
			pause = alarm(pauseMs);
		},
		stop() {
			clearTimeout(total);
			clearTimeout(pause);
		},
	};
}
