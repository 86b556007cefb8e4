vcl 4.1;

# Varnish in front of the public half (docs/scaling.md, "In front"); tried by tests/scaling/test_varnish.py.
# Needs the package varnish-modules. The site is told of it by PURGE_URL=http://127.0.0.1:6081/.

import std;
import var;
import xkey;

# Where gunicorn listens.
backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may have answers forgotten: the machines that publish.
acl publishers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # What ends TLS may run on the same machine: what it hands on came from a reader.
        if (client.ip !~ publishers || req.http.X-Forwarded-Proto || req.http.X-Forwarded-For ~ ",") {
            return (synth(403, "Only who publishes has answers forgotten"));
        }
        if (!req.http.Surrogate-Key) {
            return (synth(400, "Surrogate-Key names what to forget"));
        }
        var.global_set("told", std.time2real(now, 0.0));
        if (req.http.Surrogate-Key ~ "(^|\s)all(\s|$)") {
            var.global_set("told_all", std.time2real(now, 0.0));
        }
        return (synth(200, xkey.purge(req.http.Surrogate-Key) + " forgotten"));
    }

    # Whoever ends TLS in front sets it, and overwrites what a reader sends.
    if (req.http.X-Forwarded-Proto != "https") {
        unset req.http.X-Forwarded-Proto;
    }
    if (req.url ~ "^/admin(/|$)") {
        return (pass);
    }
    # A file of a million rows would push out every page; it is as quick from the site.
    if (req.url ~ "^/([a-z]+\.csv|downloads/tracker\.zip)(\?|$)") {
        return (pass);
    }
    # Nothing public depends on a cookie, though the desk's own come along.
    unset req.http.Cookie;
    call script_of_reader;
}

# One copy of a page for each script and not for each browser: cases/public/scripts.py has the table.
# Browsers put the language they want most first; a quality that says otherwise is not weighed here.
sub script_of_reader {
    if (req.http.Accept-Language ~ "(?i)^\s*[a-z]+(-[a-z0-9]+)*-latn\b") {
        set req.http.Accept-Language = "en";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*[a-z]+(-[a-z0-9]+)*-cyrl\b") {
        set req.http.Accept-Language = "ru";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*[a-z]+(-[a-z0-9]+)*-(arab|aran)\b") {
        set req.http.Accept-Language = "ar";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*[a-z]+(-[a-z0-9]+)*-(hans|hant|hani)\b") {
        set req.http.Accept-Language = "zh";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*([a-z]+(-[a-z0-9]+)*-armn|hy)\b") {
        set req.http.Accept-Language = "hy";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*([a-z]+(-[a-z0-9]+)*-geor|ka)\b") {
        set req.http.Accept-Language = "ka";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*(ab|ba|be|bg|ce|cv|kk|ky|mk|mn|os|ru|sah|sr|tg|tt|tyv|udm|uk)\b") {
        set req.http.Accept-Language = "ru";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*(ar|ckb|fa|ps|sd|ug|ur)\b") {
        set req.http.Accept-Language = "ar";
    } elsif (req.http.Accept-Language ~ "(?i)^\s*(zh|yue|wuu)\b") {
        set req.http.Accept-Language = "zh";
    } else {
        set req.http.Accept-Language = "en";
    }
}

sub vcl_hash {
    # Behind TLS the site answers plain HTTP with a redirect to the same address.
    if (req.http.X-Forwarded-Proto) {
        hash_data(req.http.X-Forwarded-Proto);
    }
}

sub vcl_backend_fetch {
    var.set_real("asked", std.time2real(now, 0.0));
}

sub vcl_backend_response {
    # While the site fails, the page that is kept is the better answer.
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
    # Asked before the last word from who publishes, an answer may be of what stood before it. Of
    # what was taken back for somebody's sake a standby may know for as long as PUBLIC_MAX_LAG.
    if (var.get_real("asked") <= std.real(var.global_get("told"), 0.0)
        || var.get_real("asked") - 30.0 <= std.real(var.global_get("told_all"), 0.0)) {
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
        return (deliver);
    }
    set beresp.http.xkey = beresp.http.Surrogate-Key;
}

sub vcl_deliver {
    # Caches farther out are not told what to forget, and readers have no use for it.
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
}
