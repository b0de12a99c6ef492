import { expect, it, vi } from 'vitest';
import { hangUpInPassing } from './hang-up-in-passing.ts';

it('a page that goes hangs up by a beacon, as the plain text that needs no leave of the browser', () => {
	const sendBeacon = vi.fn(() => true);
	hangUpInPassing({ sendBeacon }, 'r1');
	expect(sendBeacon).toHaveBeenCalledExactlyOnceWith('/api/livekit/delete-room', '{"room_name":"r1"}');
});
