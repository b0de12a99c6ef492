import { createRoot, createSignal } from 'solid-js';
import { expect, it } from 'vitest';
import type { Transcript } from '../transcript/transcript.ts';
import { createLateness } from './create-lateness.ts';
import { LATE_AFTER } from './late.ts';

it('says of a message that it takes long when it does, and that it is given up when the call is over', () => {
	const [transcript, setTranscript] = createSignal<Transcript>({ turns: [], captions: [], messages: [], closed: [] });
	let now = 0;
	let due: { readonly at: number; readonly call: () => void } | null = null;
	const clock = {
		now: () => now,
		after: (delay: number, call: () => void) => {
			due = { at: now + delay, call };
			return () => {
				due = null;
			};
		},
	};
	const pass = (until: number) => {
		now = until;
		if (due !== null && due.at <= now) due.call();
	};
	const said = () => transcript().messages.map(({ remark }) => remark);
	const end = createRoot((dispose) => {
		createLateness({ transcript, setTranscript }, clock, { late: 'late', never: 'never' });
		return dispose;
	});
	setTranscript((before) => ({ ...before, messages: [{ id: 'a', text: 'a', at: 0 }] }));
	pass(LATE_AFTER - 1);
	expect(said()).toEqual([undefined]);
	pass(LATE_AFTER);
	expect(said()).toEqual(['late']);
	end();
	expect(said()).toEqual(['never']);
});
