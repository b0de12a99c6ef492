import { render } from 'solid-js/web';
import { makeApi } from './call/api/api.ts';
import { createCall } from './call/call/create-call.ts';
import { capture, permission } from './call/microphone/capture.ts';
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
		api: makeApi(tracing.fetch, Intl.DateTimeFormat().resolvedOptions().timeZone),
		session: makeSession(() => sessionStorage),
		capture: (signal) => capture(navigator.mediaDevices, signal),
		permission: () => permission(navigator.permissions),
		loadTalk: () => import('./talk.tsx'),
	});
	call.resume();
	return <Page call={call} root={document.documentElement} />;
}, document.body);
