import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hears } from '../../functions/protocol/call.ts';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { makeIsAnswer } from './owed.ts';
import { makeTalk, type Typed } from './talk.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const turn = (id: string, role: Turn['role'], text = id): Turn => ({ id, role, text, at: 0 });
const nothingShown = { turn: null, shown: 0 };

/** A session that does what it is told, and takes its time to fall silent. */
function setUp(history: readonly Turn[] = []) {
	const said: string[] = [];
	let busy = false;
	let fallSilent = () => {};
	/** Whether a word was said, for each answer that was asked for. */
	const answers: ((said: boolean) => void)[] = [];
	const made = makeTalk({
		opening: 'Hello.',
		history,
		isAnswer: makeIsAnswer(['Hello.']),
		patienceMs: 2_000,
		say: (text) => said.push(text),
		answer(message, before) {
			const after = before.map(({ id }) => ` after ${id}`).join('');
			said.push(`answer ${message?.id ?? 'the last'}${after}`);
			return new Promise((resolve) => answers.push(resolve));
		},
		isBusy: () => busy,
		interrupt() {
			if (!busy) return Promise.resolve();
			said.push('(cut)');
			return new Promise((resolve) => {
				const before = fallSilent;
				fallSilent = () => {
					before();
					busy = false;
					resolve();
				};
			});
		},
	});
	let page = 0;
	const talk = {
		...made,
		/** With each arrival another page, as after a refresh. */
		arrived: () => made.arrived(`PA_${++page}`),
		left: () => made.left(`PA_${page}`),
		hears: (report: Hears, from?: string) => made.hears(report, from),
		typed: (message: Typed, from?: string) => made.typed(message, from),
	};
	return {
		talk,
		said,
		answers,
		speaks: (text: string) => {
			busy = true;
			talk.spoke(text);
		},
		finishes: (done: Turn) => {
			busy = false;
			talk.committed(done);
		},
		async fallsSilent(cut?: Turn) {
			if (cut !== undefined) talk.committed(cut);
			fallSilent();
			await vi.advanceTimersByTimeAsync(0);
		},
		/** Somebody is there, hears, and was greeted. */
		async begin() {
			talk.arrived();
			talk.start();
			talk.hears(nothingShown);
			await vi.advanceTimersByTimeAsync(0);
			said.length = 0;
		},
		async hears(report: Hears = nothingShown, from?: string) {
			talk.hears(report, from);
			await vi.advanceTimersByTimeAsync(0);
		},
	};
}

describe('the opening', () => {
	it('is said once it is heard, once', async () => {
		const { talk, said, hears } = setUp();
		talk.arrived();
		talk.start();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(said).toEqual([]);
		await hears();
		await hears();
		expect(said).toEqual(['Hello.']);
	});

	it('waits for a session that starts later than the page', async () => {
		const { talk, said, hears } = setUp();
		talk.arrived();
		await hears();
		expect(said).toEqual([]);
		talk.start();
		await vi.advanceTimersByTimeAsync(0);
		expect(said).toEqual(['Hello.']);
	});

	it('does not wait for ever for a client that never says that it hears', async () => {
		const { talk, said } = setUp();
		talk.arrived();
		talk.start();
		await vi.advanceTimersByTimeAsync(2_000);
		expect(said).toEqual(['Hello.']);
	});

	it('is not said to nobody', async () => {
		const { talk, said, hears } = setUp();
		talk.arrived();
		talk.start();
		talk.left();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(said).toEqual([]);
		talk.arrived();
		await hears();
		expect(said).toEqual(['Hello.']);
	});

	it('is followed by the answer that a lost agent owed', async () => {
		const { talk, said, hears } = setUp([turn('a', 'agent'), turn('q', 'user')]);
		talk.arrived();
		talk.start();
		await hears({ turn: 'q', shown: 0 });
		expect(said).toEqual(['Hello.', 'answer the last']);
	});

	it('is followed by it too when the lost agent had opened and said no more', async () => {
		const { talk, said, hears } = setUp([turn('q', 'user'), turn('o', 'agent', 'Hel')]);
		talk.arrived();
		talk.start();
		await hears({ turn: 'o', shown: 0 });
		expect(said).toEqual(['Hello.', 'answer the last']);
	});
});

describe('a refresh', () => {
	const long = 'The first sentence. The second sentence. The third sentence.';
	const hears = { turn: 'q', shown: 'The first sentence. The sec'.length };

	it('cuts the agent off, which then says the cut sentence again', async () => {
		const { talk, said, begin, speaks, fallsSilent, hears: hear } = setUp();
		await begin();
		talk.committed(turn('q', 'user'));
		speaks(long);
		talk.left();
		talk.arrived();
		await fallsSilent(turn('a', 'agent'));
		await hear(hears);
		expect(said).toEqual(['(cut)', 'The second sentence. The third sentence.']);
	});

	it('is not too quick for it: the page hears before the agent has fallen silent', async () => {
		const { talk, said, begin, speaks, fallsSilent, hears: hear } = setUp();
		await begin();
		talk.committed(turn('q', 'user'));
		speaks(long);
		talk.left();
		talk.arrived();
		await hear(hears);
		expect(said).toEqual(['(cut)']);
		await fallsSilent(turn('a', 'agent'));
		expect(said).toEqual(['(cut)', 'The second sentence. The third sentence.']);
	});

	it('twice says the same twice when nothing of it was played: what was begun is not counted again', async () => {
		const { talk, said, begin, speaks, fallsSilent, hears: hear } = setUp();
		await begin();
		talk.committed(turn('q', 'user'));
		speaks(long);
		talk.left();
		talk.arrived();
		await fallsSilent();
		await hear({ turn: 'q', shown: 0 });
		speaks(long);
		talk.left();
		talk.arrived();
		await fallsSilent();
		await hear({ turn: 'q', shown: 0 });
		expect(said).toEqual(['(cut)', long, '(cut)', long]);
	});

	it('right after a refresh says it once', async () => {
		const { talk, said, begin, speaks, fallsSilent, hears: hear } = setUp();
		await begin();
		talk.committed(turn('q', 'user'));
		speaks(long);
		talk.left();
		talk.arrived();
		await hear(hears);
		talk.left();
		talk.arrived();
		await fallsSilent(turn('a', 'agent'));
		await hear(hears);
		expect(said.filter((text) => text.startsWith('The second'))).toHaveLength(1);
	});

	it('whose page is quicker than the news of it cuts the agent off once, and has the rest', async () => {
		const { talk, said, begin, speaks, fallsSilent, hears: hear } = setUp();
		await begin();
		talk.committed(turn('q', 'user'));
		speaks(long);
		await hear(hears, 'PA_2');
		talk.left();
		talk.arrived();
		await fallsSilent(turn('a', 'agent'));
		expect(said).toEqual(['(cut)', 'The second sentence. The third sentence.']);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(said).toHaveLength(2);
	});

	it('whose first message is quicker than the news of it is answered when that page hears', async () => {
		const { talk, said, begin, hears: hear } = setUp();
		await begin();
		talk.typed({ id: 'm', text: 'next' }, 'PA_2');
		expect(said).toEqual([]);
		await hear(nothingShown, 'PA_2');
		talk.left();
		talk.arrived();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(said).toEqual(['answer m']);
	});

	it('in silence says nothing', async () => {
		const { talk, said, begin, speaks, finishes, hears: hear } = setUp();
		await begin();
		speaks(long);
		finishes(turn('a', 'agent'));
		talk.left();
		talk.arrived();
		await hear({ turn: 'a', shown: 0 });
		expect(said).toEqual([]);
	});

	it('before the first word of an answer gets that answer', async () => {
		const { talk, said, begin, hears: hear } = setUp();
		await begin();
		talk.committed(turn('q', 'user'));
		talk.left();
		talk.arrived();
		await hear({ turn: 'q', shown: 0 });
		expect(said).toEqual(['answer the last']);
	});

	it('leaves no question behind an opening that it cuts off', async () => {
		const { talk, said, answers, speaks, fallsSilent, hears: hear } = setUp();
		talk.arrived();
		talk.committed(turn('m', 'user'));
		talk.typed({ id: 'm', text: 'next' });
		talk.start();
		await hear();
		expect(said).toEqual(['Hello.', 'answer m']);
		speaks('Hello.');
		talk.left();
		talk.arrived();
		answers[0]?.(false);
		await fallsSilent({ ...turn('o', 'agent', 'Hel'), interrupted: true });
		await hear({ turn: 'o', shown: 0 });
		expect(said).toEqual(['Hello.', 'answer m', '(cut)', 'answer m']);
	});

	it('does not ask again for an answer of which a word was said', async () => {
		const { talk, said, answers, begin, speaks, fallsSilent, hears: hear } = setUp();
		await begin();
		talk.committed(turn('m', 'user'));
		talk.typed({ id: 'm', text: 'next' });
		speaks(long);
		talk.left();
		talk.arrived();
		answers[0]?.(true);
		await fallsSilent({ ...turn('a', 'agent', 'The first sentence. The sec'), interrupted: true });
		await hear({ turn: 'm', shown: 27 });
		expect(said).toEqual(['answer m', '(cut)', 'The second sentence. The third sentence.']);
	});

	it('waits until it is known whether a word was said', async () => {
		const { talk, said, answers, begin, hears: hear } = setUp();
		await begin();
		talk.typed({ id: 'm', text: 'next' });
		talk.left();
		talk.arrived();
		await hear({ turn: 'm', shown: 0 });
		expect(said).toEqual(['answer m']);
		answers[0]?.(false);
		await vi.advanceTimersByTimeAsync(0);
		expect(said).toEqual(['answer m', 'answer m']);
	});

	it('with a question typed at once is answered with that, and once', async () => {
		const { talk, said, begin, speaks, fallsSilent, hears: hear } = setUp();
		await begin();
		speaks(long);
		talk.left();
		talk.arrived();
		talk.typed({ id: 'm', text: 'next' });
		talk.committed(turn('m', 'user'));
		expect(said).toEqual(['(cut)']);
		await hear(hears);
		await fallsSilent();
		expect(said).toEqual(['(cut)', 'answer m']);
	});
});

describe('what is typed', () => {
	it('interrupts and is answered', async () => {
		const { talk, said, begin, speaks } = setUp();
		await begin();
		speaks('A long story');
		talk.typed({ id: 'm', text: 'stop' });
		expect(said).toEqual(['(cut)', 'answer m']);
	});

	it('is known when the one after it is answered, which came before a word was said', async () => {
		const { talk, said, answers, begin, hears } = setUp();
		await begin();
		talk.typed({ id: 'm1', text: 'count to thirty' });
		talk.typed({ id: 'm2', text: 'no, stop' });
		expect(said).toEqual(['answer m1', 'answer m2 after m1']);
		answers[0]?.(false);
		answers[1]?.(true);
		await hears();
		talk.left();
		talk.arrived();
		await hears();
		expect(said).toEqual(['answer m1', 'answer m2 after m1']);
	});

	it('before anything is heard is answered after the opening, in order', async () => {
		const { talk, said, hears } = setUp();
		talk.arrived();
		talk.typed({ id: 'm1', text: 'one' });
		talk.start();
		talk.typed({ id: 'm2', text: 'two' });
		await hears();
		expect(said).toEqual(['Hello.', 'answer m1', 'answer m2']);
	});
});
