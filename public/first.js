// Loaded before the first paint.
(function () {
  // The reader's choice of theme stands on the root element; without one the stylesheet follows the system.
  try {
    var choice = localStorage.getItem('lambdarium.theme');
    if (choice === 'dark' || choice === 'light') document.documentElement.dataset.theme = choice;
  } catch (error) {
    // Storage is denied: the system's theme it is.
  }

  // Embedded in another page, a scenario is its picture and its time: what stands round it is never painted.
  if (/[?&]embed=on(&|$)/.test(location.search)) document.documentElement.dataset.embed = 'on';

  // A prerendered page can be read before the app has taken it over. Its modules are named on this
  // script and fetched after the first paint, so that they do not compete with styles and fonts.
  var own = document.currentScript.dataset;
  if (!own.entry) return;
  var started = false;

  function add(name, attributes) {
    var element = document.createElement(name);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    document.head.append(element);
  }

  function start() {
    if (started) return;
    started = true;
    own.modules.split(' ').forEach(function (file) {
      add('link', { rel: 'modulepreload', crossorigin: '', href: file });
    });
    add('script', { type: 'module', crossorigin: '', src: own.entry });
  }

  // What is chosen before the app is there, and the last button pressed, are remembered, and pressed again once the
  // page is taken over: choices first, as what is sent goes by them.
  var choices = [];
  var button = null;
  function remember(event) {
    var control = event.target.closest('button, [type=radio], [type=checkbox]');
    // What opens a popover does so without the app: pressed again it would close it.
    if (!control || control.hasAttribute('popovertarget')) return;
    if (control.localName === 'button') button = control;
    else choices.push({ control: control, checked: control.checked });
  }
  function hold(event) {
    event.preventDefault();
  }
  document.addEventListener('click', remember, true);
  document.addEventListener('submit', hold, true);
  document.addEventListener('taking-over', function () {
    document.removeEventListener('click', remember, true);
    document.removeEventListener('submit', hold, true);
  });

  function press(control, checked) {
    setTimeout(function () {
      if (!control.isConnected) return;
      // What is chosen already would not change by a press.
      if (checked !== undefined) control.checked = !checked;
      control.click();
    }, 0);
  }
  document.addEventListener('taken-over', function () {
    choices.forEach(function (made) {
      press(made.control, made.checked);
    });
    if (button) press(button);
    choices = [];
    button = null;
  });

  function afterPaint() {
    requestAnimationFrame(function () {
      setTimeout(start, 0);
    });
    // A page that is not on show paints nothing.
    setTimeout(start, document.hidden ? 0 : 1000);
  }

  // Never before the whole page is there: what is taken over must be complete.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', afterPaint);
  else afterPaint();
})();
