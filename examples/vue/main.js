// The plugin runs the chat while the app is mounted.
import { createApp, h, onUnmounted, ref } from 'vue';
import { ThroughlinePlugin, useThroughline } from '@throughline/widget/vue';

const App = {
  setup() {
    const { compose, on } = useThroughline();
    const unread = ref(0);
    onUnmounted(on('unread', ({ count }) => (unread.value = count)));
    return () => [
      h('h1', 'A Vue app with a chat'),
      h('button', { type: 'button', onClick: () => compose('When will my order arrive?') }, 'Ask about delivery'),
      h('p', { role: 'status' }, unread.value > 0 ? `${unread.value} new` : ''),
    ];
  },
};

createApp(App).use(ThroughlinePlugin, { site: 'site_abc123', host: 'https://chat.example.com' }).mount('#app');
