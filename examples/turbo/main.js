// Turbo replaces the body with every link. The chat hangs outside it: an open conversation goes on.
import '@hotwired/turbo';
