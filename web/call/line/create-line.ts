import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Report, StartFailure } from '../live/report.ts';
import { type CallPhase, isInCall } from '../state/state.ts';
import { type LineSeen, type Trouble, troubleOf } from './trouble.ts';

export interface LineOptions {
	readonly phase: Accessor<CallPhase>;
	/** The browser asks its person something. */
	readonly asking: Accessor<boolean>;
	/** Says `online` and `offline`. */
	readonly page: EventTarget;
	readonly isOnline: () => boolean;
	readonly now: () => number;
}

export interface Line {
	readonly trouble: Accessor<Trouble | null>;
	/** What the live call reports. */
	receive(report: Report): void;
}

/** Watches the line for as long as its owner lives. */
export function createLine({ phase, asking, page, isOnline, now }: LineOptions): Line {
	const [time, setTime] = createSignal(now());
	const [since, setSince] = createSignal(now());
	const [offline, setOffline] = createSignal(!isOnline());
	const [awaited, setAwaited] = createSignal<LineSeen['awaited']>('api');
	const [failure, setFailure] = createSignal<StartFailure | null>(null);

	const over = new AbortController();
	for (const event of ['online', 'offline'])
		page.addEventListener(event, () => setOffline(!isOnline()), { signal: over.signal });
	onCleanup(() => over.abort());

	/** Changes when the waiting begins anew. */
	const waiting = createMemo(() => isInCall(phase()) && phase() !== 'connected' && !asking() && phase());
	createEffect(() => {
		if (waiting() === false) return;
		setSince(setTime(now()));
		const ticking = setInterval(() => setTime(now()), 1_000);
		onCleanup(() => clearInterval(ticking));
	});

	return {
		trouble: createMemo(() =>
			troubleOf(
				{
					phase: phase(),
					since: since(),
					offline: offline(),
					asking: asking(),
					awaited: awaited(),
					failure: failure(),
				},
				time(),
			),
		),
		receive: (report) => {
			if (report.type === 'granted') setAwaited('room');
			if (report.type === 'granted' || report.type === 'connected') setFailure(null);
			if (report.type === 'dropped') setFailure(report.failure ?? null);
		},
	};
}
