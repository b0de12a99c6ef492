import { expect, it } from 'vitest';
import { endReasonSchema } from '../../functions/protocol/conversation.ts';
import type { Ended } from '../call/call/call-state.ts';
import { endWords } from './end-words.ts';

const reasons: readonly Ended[] = [...endReasonSchema.options, 'here', 'unknown'];

it('each way a call can end has words of its own', () => {
	for (const reason of reasons) expect(endWords(reason)).toMatch(/^[A-Z].*\.$/);
	expect(new Set(reasons.map(endWords)).size).toBe(reasons.length);
});

it('a reason that is newer than the page is an end all the same', () => {
	expect(endWords(JSON.parse('"eaten"'))).toBe('The call has ended.');
});
