import { render } from 'solid-js/web';
import { makeLookUp } from './call/api/conversation-door.ts';
import { createCall } from './call/call/create-call.ts';
import { makeSession } from './call/session/session.ts';
import { makeTracing } from './call/trace/tracing.ts';
import { Page } from './ui/page.tsx';

render(() => {
	const tracing = makeTracing(
		(path, init) => fetch(path, init),
		(bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
	);
	const call = createCall({
		tracing,
		lookUp: makeLookUp(tracing.fetch),
		session: makeSession(() => sessionStorage),
		loadBeginning: async () => (await import('./begin.ts')).beginning(tracing.fetch),
		loadTalk: () => import('./talk.tsx'),
	});
	call.resume();
	return <Page call={call} root={document.documentElement} />;
}, document.querySelector('main') ?? document.body);
