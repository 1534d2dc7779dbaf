(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (form) {
    var text = document.getElementById("filter-text");
    var count = document.getElementById("filter-count");
    var boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
    var findings = Array.from(document.querySelectorAll("article.finding"));
    var clauses = Array.from(document.querySelectorAll("[data-clause]"));
    var apply = function () {
      var words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      var grades = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      var shown = 0;
      findings.forEach(function (finding) {
        var fits = grades.indexOf(finding.dataset.grade) >= 0 && words.every(function (word) {
          return finding.dataset.search.indexOf(word) >= 0;
        });
        finding.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      clauses.forEach(function (clause) {
        clause.hidden = !clause.querySelector("article.finding:not([hidden])");
      });
      count.textContent = count.dataset.text.replace("{shown}", shown).replace("{all}", findings.length);
    };
    var showAll = function () {
      text.value = "";
      boxes.forEach(function (box) { box.checked = true; });
      apply();
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href^='#F-']");
      if (link) {
        var target = document.getElementById(link.getAttribute("href").slice(1));
        if (target && target.hidden) { showAll(); }
      }
    });
    window.addEventListener("beforeprint", showAll);
    form.hidden = false;
    apply();
  }
  document.querySelectorAll("main table, header table").forEach(function (table) {
    var box = document.createElement("div");
    box.className = "scroll";
    table.parentNode.insertBefore(box, table);
    box.appendChild(table);
  });
  var reach = function () {
    document.querySelectorAll(".scroll, .figure").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    });
  };
  window.addEventListener("resize", reach);
  reach();
  var links = Array.from(document.querySelectorAll("nav.contents a"));
  if ("IntersectionObserver" in window) {
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) { return; }
        links.forEach(function (link) {
          if (link.getAttribute("href") === "#" + entry.target.id) {
            link.setAttribute("aria-current", "true");
          } else {
            link.removeAttribute("aria-current");
          }
        });
      });
    }, { rootMargin: "-20% 0px -75% 0px" });
    document.querySelectorAll("section.chapter").forEach(function (chapter) { watch.observe(chapter); });
  }
  var details = document.querySelector("nav.contents details");
  if (details && window.matchMedia("(max-width: 60rem)").matches) { details.open = false; }
})();
